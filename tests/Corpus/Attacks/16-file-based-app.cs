// what: directives of a file-based app
// row: 16
// mode: stdin
// verdict: Rejected | CompileError
#:package Newtonsoft.Json@13.0.4
#:sdk Microsoft.NET.Sdk.Web
System.Console.WriteLine("3");
