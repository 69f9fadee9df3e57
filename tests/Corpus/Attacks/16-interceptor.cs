// what: an interceptor
// row: 16
// mode: stdin
// verdict: Rejected | CompileError
using System;
namespace System.Runtime.CompilerServices { [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)] sealed class InterceptsLocationAttribute(int version, string data) : Attribute { } }
static class I { [System.Runtime.CompilerServices.InterceptsLocation(1, "AAAAAAAAAAAAAAAAAAAAAAAAAAA=")] public static void Hook(object o) { } }
class P { static void Main() { Console.WriteLine("0"); } }
