// what: the right answer followed by garbage
// row: 7
// mode: stdin
// verdict: WrongAnswer
var p = System.Console.ReadLine()!.Split(' ');
System.Console.WriteLine(int.Parse(p[0]) + int.Parse(p[1]));
System.Console.WriteLine("and something else");
