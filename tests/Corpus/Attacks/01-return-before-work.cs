// what: returns from Main at once
// row: 1
// mode: stdin
// verdict: WrongAnswer
class Program { static int Main() => 0; }
