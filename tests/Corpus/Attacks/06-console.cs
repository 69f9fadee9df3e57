// what: takes the console away from whoever comes next
// row: 6
// mode: stdin
// verdict: WrongAnswer
using System;
using System.IO;
using System.Text;
var line = Console.ReadLine();
Console.SetOut(TextWriter.Null);
Console.SetError(TextWriter.Null);
Console.SetIn(TextReader.Null);
Console.OutputEncoding = Encoding.UTF32;
Console.InputEncoding = Encoding.Unicode;
Console.WriteLine("3");
Console.OpenStandardOutput().Write([0x2D, 0x31, 0x0A]);
