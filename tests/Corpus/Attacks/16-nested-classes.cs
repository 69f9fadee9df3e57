// what: twenty thousand nested classes
// row: 16
// mode: stdin
// verdict: Rejected | CompileError | CompileTimeout
@REPEAT(20000,class A { )@REPEAT(20000,})
