using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Money a = 5m, b = new(2.5m);
Console.WriteLine((a + b).Amount + " " + (a > b) + " " + (decimal)(a * 3));
readonly struct Money(decimal amount)
{
    public decimal Amount => amount;
    public static Money operator +(Money x, Money y) => new(x.Amount + y.Amount);
    public static Money operator *(Money x, int k) => new(x.Amount * k);
    public static bool operator >(Money x, Money y) => x.Amount > y.Amount;
    public static bool operator <(Money x, Money y) => x.Amount < y.Amount;
    public static implicit operator Money(decimal d) => new(d);
    public static explicit operator decimal(Money m) => m.Amount;
}
