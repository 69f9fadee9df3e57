// what: twenty thousand nested classes
// row: 16
// mode: stdin
// verdict: Rejected | CompileError | CompileTimeout
@{20000|class A { }@@{20000|}}@
