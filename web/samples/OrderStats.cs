using System;
using System.Collections.Generic;
using System.Linq;

public record Order(string Customer, decimal Total, bool IsPaid);

public static class OrderStats
{
    /// <summary>Finds the customers who spent the most.</summary>
    public static List<string> TopCustomers(IEnumerable<Order> orders, int count)
    {
        if (count <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(count));
        }
        var totals = new Dictionary<string, decimal>();
        foreach (var order in orders.Where(order => order.IsPaid))
        {
            totals.TryGetValue(order.Customer, out var sum);
            totals[order.Customer] = sum + order.Total;
        }
        return totals
            .OrderByDescending(pair => pair.Value)
            .Take(count)
            .Select(pair => pair.Key)
            .ToList();
    }

    public static string Rank(decimal total) => total switch
    {
        >= 1000 => "gold",
        >= 100 => "silver",
        _ => "guest",
    };
}
