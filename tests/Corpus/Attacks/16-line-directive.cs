// what: #line pretends to be another file
// row: 16
// mode: stdin
// verdict: CompileError | WrongAnswer
#line 1 "/etc/passwd"
System.Console.WriteLine(undefined);
