using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

Console.WriteLine(string.Format(new Roman(), "{0:R} {1:R} {2}", 1994, 49, 7));
Console.WriteLine($"{new Angle(90.5):dms} {new Angle(1.25)} |{new Angle(3):dms,-3}|");
Console.WriteLine(string.Format(CultureInfo.InvariantCulture, "|{0,8}|{0,-8}|{0:000.00}|{0:#,##0.###}|{0:E2}|{0:0%}|", 3.14159));
Console.WriteLine($"{255:X4} {255:b} {-1:x8} {12345.678:F1} {0.00001234:G3} {1e21} {123456789:#,#} {42:D6} {-5:0;(0);zero} {0:0;(0);zero}");
Console.WriteLine($"{double.NaN} {double.PositiveInfinity} {-0.0} {float.Epsilon} {double.MaxValue} {0.1 + 0.2} {0.1f + 0.2f} {1.0 / 3:R}");
Console.WriteLine($"{true,6} {'c',3} {null,4}| {Guid.Empty:N} {DayOfWeek.Friday:D} {DayOfWeek.Friday,8:G}");
Console.WriteLine($"{TimeSpan.FromSeconds(93784.5):c} {TimeSpan.FromMinutes(90):hh\\:mm} {TimeSpan.FromDays(-1.5):g}");
Log.Write($"cheap {Expensive.Count} {new Expensive()}", on: false);
Log.Write($"dear {new Expensive()} {7,4}", on: true);
Console.WriteLine(Expensive.Count);
var format = CompositeFormat.Parse("{0} of {1:00}");
Console.WriteLine(string.Format(CultureInfo.InvariantCulture, format, 3, 7) + " " + format.MinimumArgumentCount);
Span<char> buffer = stackalloc char[16];
Console.WriteLine(buffer.TryWrite($"{1}/{2:D3}", out var n) + " " + buffer[..n].ToString() + " " + 1234.5.TryFormat(buffer[..3], out _));
try { _ = string.Format("{0} {1}", 1); } catch (FormatException e) { Console.WriteLine(e.GetType().Name); }

sealed class Roman : IFormatProvider, ICustomFormatter
{
    public object? GetFormat(Type? t) => t == typeof(ICustomFormatter) ? this : null;
    public string Format(string? format, object? arg, IFormatProvider? provider)
    {
        if (format != "R" || arg is not int n) { return arg?.ToString() ?? ""; }
        var text = new StringBuilder();
        foreach (var (v, s) in new[] { (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I") })
        {
            for (; n >= v; n -= v) { text.Append(s); }
        }
        return text.ToString();
    }
}

readonly struct Angle(double degrees) : ISpanFormattable
{
    public override string ToString() => ToString(null, null);
    public string ToString(string? format, IFormatProvider? provider) =>
        format == "dms" ? string.Create(CultureInfo.InvariantCulture, $"{(int)degrees}°{(int)(degrees * 60 % 60)}'") : degrees.ToString(CultureInfo.InvariantCulture);
    public bool TryFormat(Span<char> to, out int written, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        to.TryWrite($"{ToString(format.ToString(), provider)}", out written);
}

sealed class Expensive { public static int Count; public override string ToString() => $"expensive {++Count}"; }

static class Log
{
    public static void Write([InterpolatedStringHandlerArgument("on")] ref Handler handler, bool on) { if (on) { Console.WriteLine(handler.Text); } }
    public static void Write(Handler handler, bool on) { if (on) { Console.WriteLine(handler.Text); } }
}

[InterpolatedStringHandler]
ref struct Handler(int literals, int holes, out bool enabled)
{
    private readonly StringBuilder _text = new(literals + holes * 8);
    private bool _on = enabled = true;
    public string Text => _text.ToString();
    public void AppendLiteral(string s) => _text.Append(s);
    public void AppendFormatted<T>(T value, int alignment = 0) => _text.Append($"<{value}>".PadLeft(alignment));
}
