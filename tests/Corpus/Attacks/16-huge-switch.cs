// what: a switch with a hundred thousand cases
// row: 16
// mode: stdin
// verdict: Rejected | CompileError | CompileTimeout | WrongAnswer
class P { static int F(int x) { switch (x) { @CASES(100000) default: return 0; } } static void Main() { System.Console.WriteLine(F(-1)); } }
