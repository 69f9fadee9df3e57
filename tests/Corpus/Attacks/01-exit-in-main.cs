// what: exits with 0 before it reads anything
// row: 1
// mode: stdin
// verdict: WrongAnswer
using System;
class Program { static void Main() { Environment.Exit(0); } }
