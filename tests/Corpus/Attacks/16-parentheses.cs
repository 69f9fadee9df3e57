// what: thirty thousand open parentheses (filled in by the test)
// row: 16
// mode: stdin
// verdict: Rejected | CompileError | CompileTimeout
class P { static void Main() { var x = @{30000|(}@1@{30000|)}@; } }
