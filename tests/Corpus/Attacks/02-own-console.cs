// what: a Console of its own that prints nothing
// row: 2
// mode: stdin
// verdict: WrongAnswer
public static class Console { public static void WriteLine(object o) { } public static string ReadLine() => "1 2"; }
class Program { static void Main() { Console.WriteLine("3"); } }
