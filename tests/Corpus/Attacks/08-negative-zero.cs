// what: minus zero where zero is asked for, as text
// row: 8
// problem: {"mode":"stdin","tests":[{"input":"","expected":"0\n"}]}
// verdict: WrongAnswer
System.Console.WriteLine("-0");
