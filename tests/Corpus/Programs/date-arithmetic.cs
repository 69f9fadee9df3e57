using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var d = new DateTime(2000, 1, 31); for (var i = 0; i < 4; i++) { d = d.AddMonths(1); Console.Write(d.ToString("MMM d ")); } Console.WriteLine(DateTime.IsLeapYear(1900) + " " + DateTime.DaysInMonth(2024, 2) + " " + DateTime.ParseExact("05/06/2020", "dd/MM/yyyy", null).DayOfWeek + " " + new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.FromHours(2)).ToUnixTimeSeconds() + " " + TimeZoneInfo.Utc.Id);
