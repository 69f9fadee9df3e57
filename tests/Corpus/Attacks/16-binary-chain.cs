// what: twenty thousand additions in one expression
// row: 16
// mode: stdin
// verdict: Rejected | CompileError | CompileTimeout | WrongAnswer
class P { static void Main() { var x = 1; System.Console.WriteLine(0@{20000| + x}@); } }
