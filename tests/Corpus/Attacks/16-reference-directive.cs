// what: #r and #load
// row: 16
// mode: stdin
// verdict: Rejected | CompileError
#r "/r1code/runner/R1Code.Sandbox.Runner.dll"
#load "/etc/passwd"
System.Console.WriteLine("3");
