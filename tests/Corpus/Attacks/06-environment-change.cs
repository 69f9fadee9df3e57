// what: changes the environment for the next test
// row: 6
// mode: stdin
// verdict: WrongAnswer
using System;
if (Environment.GetEnvironmentVariable("R1_MARK") is null) { Environment.SetEnvironmentVariable("R1_MARK", "1"); Console.WriteLine("-1"); }
else { Console.WriteLine("3"); }
