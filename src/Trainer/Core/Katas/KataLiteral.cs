using System.Globalization;

namespace R1Code.Trainer.Katas;

/// <summary>Values of the kata language as C# expressions.</summary>
internal static class KataLiteral
{
    public static string ToCSharp(object value) =>
        value switch
        {
            int number => number.ToString(CultureInfo.InvariantCulture),
            bool truth => truth ? "true" : "false",
            // Texts of katas are letters and blanks only: nothing to escape.
            string text => $"\"{text}\"",
            int[] list => $"new int[] {{ {string.Join(", ", list.Select(ToCSharpNumber))} }}",
            _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType().Name, "not a kata value"),
        };

    public static bool Equal(object? left, object? right) =>
        left is int[] a && right is int[] b ? a.AsSpan().SequenceEqual(b) : Equals(left, right);

    private static string ToCSharpNumber(int number) => number.ToString(CultureInfo.InvariantCulture);
}
