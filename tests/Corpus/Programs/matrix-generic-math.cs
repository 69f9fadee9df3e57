using System.Globalization;
using System.Numerics;

Console.WriteLine(Matrix<int>.Identity(3));
var f = new Matrix<BigInteger>(new BigInteger[,] { { 1, 1 }, { 1, 0 } });
Console.WriteLine(Power(f, 200)[0, 1]);
var d = new Matrix<double>(new[,] { { 0.5, 0.25 }, { 0.125, 2 } });
Console.WriteLine(d * d + d);
var m = new Matrix<decimal>(new[,] { { 1.1m, 2m }, { 3m, 4.4m } });
Console.WriteLine(m * m);
Console.WriteLine(Sum<long>([1, 2, 3]) + " " + Sum<Half>([(Half)1.5, (Half)2]).ToString(CultureInfo.InvariantCulture) + " " + Sum<UInt128>([UInt128.MaxValue - 1, 1]));
Console.WriteLine(Mean<int, double>([1, 2, 4]).ToString("F4", CultureInfo.InvariantCulture));
Console.WriteLine(Clamp(300, 0, 255) + " " + int.CreateSaturating(1e20) + " " + byte.CreateTruncating(300) + " " + BitOperations.PopCount(255u));

static T Power<T>(T x, int n) where T : IMultiplyOperators<T, T, T>
{
    var result = x;
    foreach (var bit in Convert.ToString(n, 2).Skip(1))
    {
        result *= result;
        if (bit == '1') { result *= x; }
    }
    return result;
}
static T Sum<T>(IEnumerable<T> xs) where T : INumberBase<T> => xs.Aggregate(T.Zero, (a, x) => a + x);
static R Mean<T, R>(T[] xs) where T : INumber<T> where R : INumber<R> => R.CreateChecked(Sum(xs)) / R.CreateChecked(xs.Length);
static T Clamp<T>(T x, T low, T high) where T : INumber<T> => T.Max(low, T.Min(x, high));

sealed class Matrix<T>(T[,] cells) : IMultiplyOperators<Matrix<T>, Matrix<T>, Matrix<T>>, IAdditionOperators<Matrix<T>, Matrix<T>, Matrix<T>>
    where T : INumber<T>
{
    public int Rows => cells.GetLength(0);
    public int Columns => cells.GetLength(1);
    public T this[int r, int c] => cells[r, c];
    public static Matrix<T> Identity(int n) => Of(n, n, (r, c) => r == c ? T.One : T.Zero);
    public static Matrix<T> operator +(Matrix<T> a, Matrix<T> b) => Of(a.Rows, a.Columns, (r, c) => a[r, c] + b[r, c]);
    public static Matrix<T> operator *(Matrix<T> a, Matrix<T> b) => Of(a.Rows, b.Columns, (r, c) =>
    {
        var sum = T.Zero;
        for (var k = 0; k < a.Columns; k++) { sum += a[r, k] * b[k, c]; }
        return sum;
    });
    public override string ToString() => string.Join("; ", Enumerable.Range(0, Rows).Select(r =>
        string.Join(" ", Enumerable.Range(0, Columns).Select(c => this[r, c].ToString(null, CultureInfo.InvariantCulture)))));
    private static Matrix<T> Of(int rows, int columns, Func<int, int, T> f)
    {
        var made = new T[rows, columns];
        for (var r = 0; r < rows; r++) { for (var c = 0; c < columns; c++) { made[r, c] = f(r, c); } }
        return new(made);
    }
}
