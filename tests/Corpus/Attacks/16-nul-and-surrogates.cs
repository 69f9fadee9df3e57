// what: NUL, escapes and half a surrogate pair in the source
// row: 16
// mode: stdin
// verdict: CompileError | Rejected
class P { static void Main() { @BYTES var x = ; } }
