// what: a little more than the tolerance allows
// row: 8
// problem: {"mode":"stdin","checker":{"type":"floats"},"tests":[{"input":"1 2\n","expected":"3.0\n"}]}
// verdict: WrongAnswer
System.Console.WriteLine("3.00001");
