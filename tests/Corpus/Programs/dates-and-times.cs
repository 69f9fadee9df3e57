using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Globalization;
var d = new DateTime(2024, 2, 28, 23, 59, 59, DateTimeKind.Utc).AddSeconds(1).AddDays(1);
Console.WriteLine(d.ToString("yyyy-MM-dd HH:mm:ss dddd", CultureInfo.InvariantCulture));
Console.WriteLine((new DateTime(2024, 12, 25) - new DateTime(2024, 1, 1)).TotalDays + " " + TimeSpan.FromMinutes(135) + " " + new DateOnly(2025, 3, 1).DayOfYear);
