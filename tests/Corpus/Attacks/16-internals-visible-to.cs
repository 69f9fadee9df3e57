// what: asks to see the harness's internals
// row: 16
// mode: function
// verdict: WrongAnswer | CompileError | RuntimeError
using System.Runtime.CompilerServices;
[assembly: InternalsVisibleTo("R1Code.Sandbox.Runner")]
[assembly: IgnoresAccessChecksTo("R1Code.Sandbox.Runner")]
namespace System.Runtime.CompilerServices { [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)] sealed class IgnoresAccessChecksToAttribute(string name) : Attribute { } }
public static class Solution { public static int Solve(int a, int b) => 0; }
