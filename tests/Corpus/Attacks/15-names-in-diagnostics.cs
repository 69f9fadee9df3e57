// what: escapes, surrogates and endless names in what the compiler says
// row: 15
// mode: stdin
// verdict: CompileError | Rejected
class Program { static void Main() { @BYTES @{50000|nameWithoutEnd}@ = "@BYTES"; int \uD800x = 1; } }
