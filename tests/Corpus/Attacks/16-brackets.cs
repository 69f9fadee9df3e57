// what: five thousand nested brackets
// row: 16
// mode: stdin
// verdict: Rejected | CompileError | CompileTimeout
class P { static void Main() { var x = @{5000|[}@1@{5000|]}@; } }
