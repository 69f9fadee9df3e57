// what: infinity against a checker of floats
// row: 8
// problem: {"mode":"stdin","checker":{"type":"floats"},"tests":[{"input":"1 2\n","expected":"3.0\n"}]}
// verdict: WrongAnswer
System.Console.WriteLine("Infinity");
