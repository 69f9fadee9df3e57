// what: every number in one line
// row: 8
// problem: {"mode":"stdin","checker":{"type":"floats"},"tests":[{"input":"1 2\n","expected":"3.0\n"}]}
// verdict: WrongAnswer
System.Console.WriteLine("1.0 2.0 3.0");
