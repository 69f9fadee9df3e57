// what: deeply nested interpolated strings
// row: 16
// mode: stdin
// verdict: Rejected | CompileError | CompileTimeout
class P { static void Main() { var x = @REPEAT(5000,$"{)1@REPEAT(5000,}"); } }
