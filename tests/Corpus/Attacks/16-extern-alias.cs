// what: an extern alias
// row: 16
// mode: stdin
// verdict: Rejected | CompileError
extern alias Harness;
System.Console.WriteLine("3");
