using System.Globalization;

var culture = CultureInfo.InvariantCulture;
var rate = decimal.Parse(Console.ReadLine()!, culture) / 100 / 12;
var amount = decimal.Parse(Console.ReadLine()!, culture);
var months = int.Parse(Console.ReadLine()!, culture);
var factor = 1m;
for (var i = 0; i < months; i++) { factor *= 1 + rate; }
var payment = Math.Round(amount * rate * factor / (factor - 1), 2, MidpointRounding.ToEven);
Console.WriteLine(payment.ToString("C", new CultureInfo("en-US")));
decimal paidInterest = 0, left = amount;
for (var m = 1; m <= months; m++)
{
    var interest = decimal.Round(left * rate, 2);
    var principal = m == months ? left : payment - interest;
    left -= principal;
    paidInterest += interest;
    Console.WriteLine(string.Format(culture, "{0,3} {1,10:N2} {2,9:N2} {3,11:N2}", m, principal, interest, left));
}
Console.WriteLine(paidInterest);
Console.WriteLine(decimal.MaxValue + " " + decimal.GetBits(1.10m)[3] + " " + (1.10m).Scale + " " + 0.1m * 3 + " " + (0.1m * 3 == 0.3m) + " " + decimal.Divide(1, 3));
foreach (var mode in Enum.GetValues<MidpointRounding>()) { Console.Write($"{mode}:{Math.Round(2.5m, mode)},{Math.Round(-2.45m, 1, mode)} "); }
Console.WriteLine();
try { _ = decimal.MaxValue * amount; } catch (OverflowException e) { Console.WriteLine(e.GetType().Name); }
