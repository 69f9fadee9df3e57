// what: prints bytes that are no UTF-8
// problem: {"tests":[{"expected":"\ufffd\n"}]}
// tests: WrongAnswer
Console.OpenStandardOutput().Write([0xff, (byte)'\n']);
