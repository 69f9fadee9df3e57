// what: values of types that are no numbers, strings or lists
// problem: {"mode":"function","tests":[
// problem: {"call":"Solution.Point()","expected":"new { X = 1, Y = 2 }"},
// problem: {"call":"Solution.Nested()","expected":"(1, (\"a\", (2.5, 'c')), new[] { (1, 2) })"},
// problem: {"call":"Solution.ByArray()","expected":"new Dictionary<int[], string> { [new[] { 1, 2 }] = \"x\", [new[] { 3 }] = \"y\" }"},
// problem: {"call":"Solution.Jagged()","expected":"new[] { new[] { 1 }, new int[0], new[] { 2, 3 } }"},
// problem: {"call":"Solution.Plane()","expected":"new[,] { { 1, 2 }, { 3, 4 } }"},
// problem: {"call":"Solution.Moment()","expected":"new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc)"},
// problem: {"call":"Solution.Day()","expected":"new DateOnly(2024, 2, 29)"},
// problem: {"call":"Solution.Span()","expected":"TimeSpan.FromMinutes(90)"},
// problem: {"call":"Solution.Small()","expected":"(Half)1.5"},
// problem: {"call":"Solution.Wide()","expected":"Int128.Parse(\"170141183460469231731687303715884105727\")"},
// problem: {"call":"Solution.Unsigned()","expected":"UInt128.MaxValue"},
// problem: {"call":"Solution.Big()","expected":"System.Numerics.BigInteger.Pow(2, 200)"},
// problem: {"call":"Solution.Plural()","expected":"new System.Numerics.Complex(1, -2)"},
// problem: {"call":"Solution.Window()","expected":"new[] { 2, 3 }"},
// problem: {"call":"Solution.Memory()","expected":"new[] { 2, 3 }"},
// problem: {"call":"Solution.Later()","expected":"42"},
// problem: {"call":"Solution.Soon()","expected":"\"soon\""},
// problem: {"call":"Solution.Nothing()","expected":"null"},
// problem: {"call":"Solution.Stream()","expected":"new[] { 0, 1, 2 }"},
// problem: {"call":"Solution.Anonymous()","expected":"new { Name = \"a\", Sizes = new[] { 1, 2 } }"},
// problem: {"call":"Solution.NotANumber()","expected":"double.NaN"},
// problem: {"call":"Solution.Negative()","expected":"0.0"},
// problem: {"call":"Solution.Mixed()","expected":"new object[] { 1, \"two\", 3.0, null, 'f', true, 6m }"},
// problem: {"call":"Solution.Colour()","expected":"DayOfWeek.Friday"},
// problem: {"call":"Solution.Groups()","expected":"new[] { new[] { 1, 3 }, new[] { 2 } }"},
// problem: {"call":"Solution.Half()","expected":"\"\\uD83D\""},
// problem: {"call":"Solution.Line()","expected":"new LinkedList<int>(new[] { 1, 2 })"},
// problem: {"call":"Solution.Queue()","expected":"new Queue<string>(new[] { \"a\" })"},
// problem: {"call":"Solution.Maybe()","expected":"null"},
// problem: {"call":"Solution.Id()","expected":"Guid.Parse(\"00000000-0000-0000-0000-000000000001\")"},
// problem: {"call":"Solution.Where()","expected":"new Uri(\"http://a.b/c\")"},
// problem: {"call":"Solution.Text()","expected":"new System.Text.StringBuilder(\"built\")"},
// problem: {"call":"Solution.Node()","expected":"new { Next = new { Next = (object)null, Value = 2 }, Value = 1 }"}]}
// tests: Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted Accepted
using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading.Tasks;

public record Pair(int X, int Y);

public sealed class Chain { public int Value; public Chain? Next { get; init; } }

public static class Solution
{
    public static Pair Point() => new(1, 2);
    public static (int, (string, (double, char)), (int, int)[]) Nested() => (1, ("a", (2.5, 'c')), [(1, 2)]);
    public static Dictionary<int[], string> ByArray() => new() { [[3]] = "y", [[1, 2]] = "x" };
    public static int[][] Jagged() => [[1], [], [2, 3]];
    public static int[,] Plane() => new[,] { { 1, 2 }, { 3, 4 } };
    public static DateTime Moment() => new(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc);
    public static DateOnly Day() => new(2024, 2, 29);
    public static TimeSpan Span() => TimeSpan.FromHours(1.5);
    public static System.Half Small() => (System.Half)1.5f;
    public static Int128 Wide() => Int128.MaxValue;
    public static UInt128 Unsigned() => UInt128.MaxValue;
    public static BigInteger Big() => BigInteger.One << 200;
    public static Complex Plural() => new(1, -2);
    public static ReadOnlySpan<int> Window() => new int[] { 1, 2, 3 }.AsSpan(1);
    public static Memory<int> Memory() => new int[] { 1, 2, 3 }.AsMemory(1);
    public static async Task<int> Later() { await Task.Delay(1); return 42; }
    public static async ValueTask<string> Soon() { await Task.Yield(); return "soon"; }
    public static async Task Nothing() => await Task.Yield();
    public static async IAsyncEnumerable<int> Stream() { for (var i = 0; i < 3; i++) { await Task.Yield(); yield return i; } }
    public static object Anonymous() => new { Name = "a", Sizes = new List<int> { 1, 2 } };
    public static double NotANumber() => double.NaN;
    public static double Negative() => -0.0;
    public static List<object?> Mixed() => [1, "two", 3.0, null, 'f', true, 6m];
    public static DayOfWeek Colour() => DayOfWeek.Friday;
    public static IEnumerable<IGrouping<int, int>> Groups() => new[] { 1, 2, 3 }.GroupBy(i => i % 2);
    public static string Half() => "\uD83D";
    public static LinkedList<int> Line() => new([1, 2]);
    public static Queue<string> Queue() => new(["a"]);
    public static int? Maybe() => null;
    public static Guid Id() => new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    public static Uri Where() => new("http://a.b/c");
    public static System.Text.StringBuilder Text() => new("built");
    public static Chain Node() => new() { Value = 1, Next = new() { Value = 2 } };
}
