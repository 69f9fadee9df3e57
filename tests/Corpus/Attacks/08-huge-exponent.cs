// what: a number that is infinite only when it is read
// row: 8
// problem: {"mode":"stdin","checker":{"type":"floats"},"tests":[{"input":"1 2\n","expected":"3.0\n"}]}
// verdict: WrongAnswer
System.Console.WriteLine("3e999");
