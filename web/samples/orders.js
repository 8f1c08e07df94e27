// Which customers spent the most this month?
export async function topCustomers(baseUrl, limit = 10) {
  const response = await fetch(`${baseUrl}/orders?period=month`);
  if (!response.ok) {
    throw new Error(`orders could not be loaded: ${response.status}`);
  }
  const { orders } = await response.json();

  const totals = new Map();
  for (const { customer, items, status } of orders) {
    if (status == "cancelled") continue;
    const sum = items.reduce((total, { price, quantity }) => total + price * quantity, 0);
    totals.set(customer, (totals.get(customer) ?? 0) + sum);
  }

  return [...totals]
    .sort(([, a], [, b]) => b - a)
    .slice(0, limit)
    .map(([customer, total]) => ({ customer, total: total.toFixed(2) }));
}
