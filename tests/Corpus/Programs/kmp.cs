using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
static int[] Z(string p) { var f = new int[p.Length]; for (int i = 1, k = 0; i < p.Length; i++) { while (k > 0 && p[k] != p[i]) { k = f[k - 1]; } if (p[k] == p[i]) { k++; } f[i] = k; } return f; } Console.WriteLine(string.Join("", Z("abacabadabacaba")));
