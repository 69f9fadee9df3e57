using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Runtime.CompilerServices;
static int D(int n) { RuntimeHelpers.EnsureSufficientExecutionStack(); return 1 + D(n + 1); } try { D(0); } catch (InsufficientExecutionStackException) { Console.WriteLine("caught in time"); }
