// what: ten megabytes on one line
// row: 15
// mode: stdin
// verdict: WrongAnswer | OutputLimit
// limits: output_kb=16384
System.Console.Write(new string('x', 10_000_000));
