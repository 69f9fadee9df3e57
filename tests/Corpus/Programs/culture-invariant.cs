using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Globalization;
Console.WriteLine(CultureInfo.CurrentCulture.Name + "|" + 1.5 + "|" + new DateTime(2024, 2, 29).ToString("D"));
Console.WriteLine(1.5.ToString(CultureInfo.GetCultureInfo("de-DE")));
Console.WriteLine("straße".ToUpper() + " " + "İ".ToLowerInvariant().Length + " " + "é".Normalize(NormalizationForm.FormD).Length);
