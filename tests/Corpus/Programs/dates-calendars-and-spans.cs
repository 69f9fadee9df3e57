using System.Globalization;

var c = CultureInfo.InvariantCulture;
var date = new DateOnly(2024, 2, 29);
Console.WriteLine($"{date.AddYears(1).ToString("o", c)} {date.DayOfWeek} {date.DayOfYear} {date.AddMonths(12).ToString("yyyy/MM/dd", c)} {DateTime.IsLeapYear(2100)}");
var time = new TimeOnly(23, 30);
Console.WriteLine($"{time.AddHours(2, out var days).ToString("HH:mm", c)} {days} {time.IsBetween(new(22, 0), new(2, 0))} {new TimeOnly(1, 0) - time}");
var moment = new DateTimeOffset(2024, 3, 31, 1, 59, 59, TimeSpan.FromHours(1));
Console.WriteLine(moment.ToUniversalTime().ToString("o", c) + " " + moment.ToUnixTimeSeconds() + " " + (moment == moment.ToOffset(TimeSpan.FromHours(-5))));
Console.WriteLine(DateTime.Parse("2024-05-06T07:08:09.1234567Z", c, DateTimeStyles.RoundtripKind).ToString("R", c) + " " + DateTime.TryParseExact("31.02.2024", "dd.MM.yyyy", c, DateTimeStyles.None, out _));
Console.WriteLine(TimeSpan.Parse("1.02:03:04.5", c).TotalSeconds.ToString(c) + " " + new TimeSpan(1, 30, 0) / 2 + " " + TimeSpan.FromHours(1.5) * 3 + " " + TimeSpan.FromTicks(1));
Console.WriteLine(new DateTime(1, 1, 1).AddDays(738_000).ToString("D", c) + " " + (new DateTime(2024, 1, 1) - new DateTime(2000, 1, 1)).Days);
Console.WriteLine(new JulianCalendar().GetYear(new DateTime(2024, 1, 5)) + " " + new HebrewCalendar().GetYear(new DateTime(2024, 1, 5)) + " " + c.Calendar.GetWeekOfYear(new DateTime(2024, 12, 30), CalendarWeekRule.FirstFourDayWeek, DayOfWeek.Monday));
foreach (var month in Enumerable.Range(1, 12).Where(m => new DateTime(2026, m, 13).DayOfWeek == DayOfWeek.Friday)) { Console.Write($"{month:00} "); }
Console.WriteLine();
Console.WriteLine(TimeZoneInfo.Utc.Id + " " + TimeZoneInfo.ConvertTime(new DateTime(2024, 7, 1, 12, 0, 0, DateTimeKind.Utc), TimeZoneInfo.CreateCustomTimeZone("x", TimeSpan.FromMinutes(345), "x", "x")).ToString("HH:mm", c));
var first = new DateTime(2026, 2, 1);
Console.WriteLine("Mo Tu We Th Fr Sa Su");
Console.Write(new string(' ', ((int)first.DayOfWeek + 6) % 7 * 3));
for (var d = first; d.Month == 2; d = d.AddDays(1)) { Console.Write($"{d.Day,2}{(d.DayOfWeek == DayOfWeek.Sunday ? "\n" : " ")}"); }
Console.WriteLine();
