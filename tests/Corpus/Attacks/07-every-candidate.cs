// what: prints every number that could be right
// row: 7
// mode: stdin
// verdict: WrongAnswer | OutputLimit
for (var i = 0; i < 1000; i++) { System.Console.WriteLine(i); }
