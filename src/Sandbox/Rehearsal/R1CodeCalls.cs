using System.Collections.Generic;

#pragma warning disable MA0047 // a call table stands in the global namespace

/// <summary>The call table of the rehearsal: values of the kinds that calls usually give.</summary>
internal static class R1CodeCalls
{
    /// <summary>How many rows there are.</summary>
    public const int Rows = 6;

    /// <summary>The value of a row; the last one throws.</summary>
    public static object? Call(int index) =>
        index switch
        {
            0 => 42,
            1 => "text \"quoted\" \u4e2d",
            2 => new List<int> { 1, 2, 3 },
            3 => new Dictionary<string, int> { ["a"] = 1 },
            4 => new object?[]
            {
                true,
                1.5,
                7L,
                'c',
                null,
                (1, "two"),
                new[] { "x" },
                new[,]
                {
                    { 1, 2 },
                },
            },
            _ => throw new ArgumentOutOfRangeException(nameof(index)),
        };
}
