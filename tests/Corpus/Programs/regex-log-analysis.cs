using System.Globalization;
using System.Text.RegularExpressions;

var line = new Regex("""^(?<ip>\d{1,3}(?:\.\d{1,3}){3}) \[(?<time>[^\]]+)\] "(?<verb>GET|POST|PUT) (?<path>[^ ?"]+)(?:\?(?<query>[^"]*))?" (?<code>\d{3}) (?<bytes>\d+|-)$""", RegexOptions.Compiled | RegexOptions.ExplicitCapture);
var hits = new List<(string Ip, DateTime Time, string Path, int Code, long Bytes)>();
var refused = 0;
while (Console.ReadLine() is { } text)
{
    if (line.Match(text) is not { Success: true } m) { refused++; continue; }
    hits.Add((m.Groups["ip"].Value, DateTime.ParseExact(m.Groups["time"].Value, "dd/MMM/yyyy:HH:mm:ss", CultureInfo.InvariantCulture),
        m.Groups["path"].Value, int.Parse(m.Groups["code"].ValueSpan), long.TryParse(m.Groups["bytes"].Value, out var b) ? b : 0));
}
Console.WriteLine($"{hits.Count} hits, {refused} refused");
foreach (var g in hits.GroupBy(h => h.Code / 100).OrderBy(g => g.Key)) { Console.WriteLine($"{g.Key}xx {g.Count()} {g.Sum(h => h.Bytes)}"); }
Console.WriteLine(hits.Max(h => h.Time) - hits.Min(h => h.Time));
Console.WriteLine(string.Join(" ", hits.Select(h => Regex.Replace(h.Path, @"/\d+(?=/|$)", "/{id}")).Distinct().Order(StringComparer.Ordinal)));
Console.WriteLine(Regex.Replace("camelCaseToSnake HTTPServerError", "(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_").ToLowerInvariant());
Console.WriteLine(Regex.Replace("2024-05-06", @"(\d+)-(\d+)-(\d+)", "$3.$2.$1"));
Console.WriteLine(string.Join("|", Regex.Split("a1b22c333d", @"(\d+)")));
Console.WriteLine(Regex.IsMatch("(a(b)c)(d)", @"^(?:[^()]|(?<open>\()|(?<-open>\)))*(?(open)(?!))$") + " " + Regex.IsMatch("(a(b)c", @"^(?:[^()]|(?<open>\()|(?<-open>\)))*(?(open)(?!))$"));
Console.WriteLine(Regex.Count("banana", "(?=ana)") + " " + Regex.Escape("a.b*c") + " " + Regex.Match("ÄPFEL", "äpfel", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant).Value.Length);
foreach (var v in Regex.EnumerateMatches("x=1, yy=22", @"\w+=\d+")) { Console.Write($"{v.Index}+{v.Length} "); }
Console.WriteLine();
try { Regex.Match(new string('a', 40) + "!", "^(a+)+$", RegexOptions.None, TimeSpan.FromMilliseconds(50)); Console.WriteLine("matched"); }
catch (RegexMatchTimeoutException e) { Console.WriteLine(e.GetType().Name); }
Console.WriteLine(Regex.IsMatch(new string('a', 40) + "!", "^(a+)+$", RegexOptions.NonBacktracking));
