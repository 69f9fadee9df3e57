using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine(Convert.ToBase64String([1, 2, 3, 250]) + " " + Convert.ToHexString(Convert.FromBase64String("aGVsbG8=")) + " " + BitConverter.ToInt32([1, 1, 0, 0]) + " " + BitConverter.DoubleToInt64Bits(1.0) + " " + BitConverter.IsLittleEndian + " " + new System.Collections.BitArray([true, false, true]).Count);
