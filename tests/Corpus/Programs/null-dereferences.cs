int[]? none = Console.ReadLine() is { } line ? [line.Length] : null;
try { Console.WriteLine(none!.Length); } catch (NullReferenceException e) { Console.WriteLine(e.GetType().Name); }
try { Console.WriteLine(((Node?)null)!.Next!.Value); } catch (NullReferenceException) { Console.WriteLine("null field"); }
unsafe
{
    int* p = null;
    try { Console.WriteLine(*p); } catch (NullReferenceException) { Console.WriteLine("null pointer"); }
}
string? text = null;
try { lock (text!) { } } catch (ArgumentNullException e) { Console.WriteLine(e.GetType().Name); }
try { _ = checked((int)(long.MaxValue - none!.GetHashCode())); } catch (Exception e) when (e is NullReferenceException or OverflowException) { Console.WriteLine(e.GetType().Name); }
var results = new string[4];
Parallel.For(0, 4, i => { try { Node? n = null; results[i] = n!.Next!.ToString()!; } catch (NullReferenceException) { results[i] = "caught" + i; } });
Console.WriteLine(string.Join(" ", results));
try { throw null!; } catch (NullReferenceException) { Console.WriteLine("threw null"); }
try { object boxed = 5; Console.WriteLine((string)boxed); } catch (InvalidCastException e) { Console.WriteLine(e.Message[..14]); }
try { object[] covariant = new string[1]; covariant[0] = 1; } catch (ArrayTypeMismatchException e) { Console.WriteLine(e.GetType().Name); }
try { Console.WriteLine(int.MinValue / none2()); } catch (ArithmeticException e) { Console.WriteLine(e.GetType().Name); }
static int none2() => -1;
sealed class Node { public Node? Next; public int Value = 0; }
