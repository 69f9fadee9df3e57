using System.Globalization;

double number = 1234567.891;
var date = new DateTime(2024, 3, 9, 17, 5, 0);
foreach (var name in new[] { "", "en-US", "de-DE", "sv-SE", "pt-BR" })
{
    var c = CultureInfo.GetCultureInfo(name);
    Console.WriteLine($"[{name}] {number.ToString("N2", c)} {date.ToString("yyyy-MM-dd", c)} {c.NumberFormat.NumberDecimalSeparator} {double.Parse(1.5.ToString(c), c).ToString(CultureInfo.InvariantCulture)}");
}
CultureInfo.CurrentCulture = new CultureInfo("de-DE");
Console.WriteLine($"{3.75} {number:N1} {0.256:P1} {date:d} {date:MMMM}");
Console.WriteLine(FormattableString.Invariant($"{3.75} {date:d}") + " " + string.Create(CultureInfo.GetCultureInfo("en-GB"), $"{date:d MMM yyyy}"));
var thread = new Thread(() => Console.WriteLine(CultureInfo.CurrentCulture.Name + " " + 1.5));
thread.Start();
thread.Join();
await Task.Run(() => Console.WriteLine(CultureInfo.CurrentCulture.Name));
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine("I".ToLower(new CultureInfo("tr-TR")) + " " + "i".ToUpper(new CultureInfo("tr-TR")) + " " + "ß".ToUpperInvariant());
string[] words = ["zebra", "Äpfel", "apfel", "Zorn", "öl"];
Console.WriteLine(string.Join(" ", words.Order(StringComparer.Create(new CultureInfo("de-DE"), false))));
Console.WriteLine(string.Join(" ", words.Order(StringComparer.Create(new CultureInfo("sv-SE"), false))));
Console.WriteLine(string.Join(" ", words.Order(StringComparer.Ordinal)));
Console.WriteLine(string.Compare("resume", "résumé", CultureInfo.InvariantCulture, CompareOptions.IgnoreNonSpace) + " " + "straße".Equals("STRASSE", StringComparison.OrdinalIgnoreCase));
var own = (CultureInfo)CultureInfo.InvariantCulture.Clone();
own.NumberFormat.NumberGroupSeparator = "'";
own.NumberFormat.NegativeSign = "minus ";
Console.WriteLine((-9876543.21).ToString("N", own));
Console.WriteLine(new DateTime(2024, 12, 30).ToString("dddd, dd MMMM", CultureInfo.InvariantCulture) + " " + ISOWeek.GetWeekOfYear(new DateTime(2024, 12, 30)) + " " + ISOWeek.GetYear(new DateTime(2024, 12, 30)));
