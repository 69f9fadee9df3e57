// what: assembly attributes that name keys, analyzers and friends
// row: 16
// mode: stdin
// verdict: WrongAnswer | CompileError | Rejected | RuntimeError
using System;
using System.Reflection;
[assembly: AssemblyKeyFile("/etc/passwd")]
[assembly: AssemblyVersion("1.*")]
[assembly: Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer("C#")]
class Program { static void Main() { Console.WriteLine("-1"); } }
