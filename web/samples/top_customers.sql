-- The ten customers who spent most in the last 30 days.
WITH recent AS (
    SELECT o.customer_id, SUM(o.total) AS spent, COUNT(*) AS orders
    FROM orders o
    WHERE o.placed_at >= now() - interval '30 days'
      AND o.status <> 'cancelled'
    GROUP BY o.customer_id
)
SELECT c.name, COALESCE(c.country, 'unknown') AS country, r.spent, r.orders
FROM recent r
JOIN customers c ON c.id = r.customer_id
LEFT JOIN complaints p ON p.customer_id = c.id AND p.closed_at IS NULL
WHERE p.id IS NULL
ORDER BY r.spent DESC, c.name
LIMIT 10;
